/** Must be imported first: zod would otherwise try `new Function`, which the page's policy reports. */
import * as z from 'zod/mini';

z.config({ jitless: true });
