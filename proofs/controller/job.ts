/** What a child is to do, and where it is to die. */
export interface Job {
  readonly work: 'authorize' | 'settle';
  readonly codexHome: string;
  /** The file of the device keys, and the key of the key ring in base64. */
  readonly keyFile: string;
  readonly keyRing: string;
  readonly stepUpToken: string;
  /** Counted from one; 0: nowhere. */
  readonly killAt: number;
  readonly when: 'before' | 'after';
}
