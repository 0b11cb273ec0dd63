/** What an error of the service says: its sentence, and the code that some carry beside it. */
export interface Detail {
  readonly message: string | null;
  readonly code: string | null;
}

/**
 * The `detail` of an error, which is a sentence, an object of `message` and `code`, or a list of what is wrong with the request
 * (controller.md 4); `null` where `json` is not the service's own form of an error.
 */
export function readDetail(json: unknown): Detail | null {
  const detail = memberOf(json, 'detail');
  if (typeof detail === 'string') return { message: detail, code: null };
  if (Array.isArray(detail)) return { message: null, code: null };
  const [message, code] = [memberOf(detail, 'message'), memberOf(detail, 'code')];
  if (typeof message !== 'string' && typeof code !== 'string') return null;
  return {
    message: typeof message === 'string' ? message : null,
    code: typeof code === 'string' ? code : null,
  };
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
