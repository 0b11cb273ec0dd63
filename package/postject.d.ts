declare module 'postject' {
  /** Puts `data` as a resource of that name into a program, and turns its fuse, so that it finds it. */
  export function inject(
    filename: string,
    resourceName: string,
    data: Buffer,
    options: { readonly sentinelFuse: string; readonly machoSegmentName?: string },
  ): Promise<void>;
}
