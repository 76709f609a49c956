// What a thread of Node starts with: JavaScript, until tsx has taught it TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./engine-thread.ts');
