/** Stands in for the package `electron` where there is none: `electron-store` then works with an absolute `cwd`. */
export default {};
