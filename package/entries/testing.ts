/** A mocked backend of remote control, real HTTP and WebSocket on loopback, and profiles that are stuck, healthy or new. */
export { startBackend, type Backend } from '../../testing/backend/index.ts';
export {
  healthyState,
  makeProfile,
  stuckState,
  unpairedState,
  type Profile,
  type ProfileOptions,
  type StoredIds,
} from '../../testing/profiles/profile.ts';
