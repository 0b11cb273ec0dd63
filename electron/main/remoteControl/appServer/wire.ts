/** A generated type as JSON carries it: the generator writes `bigint` for 64-bit numbers that arrive as numbers. */
export type Wire<T> = T extends bigint
  ? number
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;
