/** The one owner of the state file and its mirror, in memory and on disk. */
export * from '../../electron/main/globalState/index.ts';
