/**
 * Unpacks the browser of \@sparticuz/chromium into the temporary folder of this process.
 *
 * It runs as a process of its own because that package knows no other place than TMPDIR, and would hand out a browser
 * which another process is still unpacking there.
 */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
