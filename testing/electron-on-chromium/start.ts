import { enableCompileCache } from 'node:module';

// Before the first import, or the cache would not hold the very files that make the start slow.
enableCompileCache();
await import('./launch.ts');
