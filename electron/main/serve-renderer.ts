import { app } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Nothing but our own files; styles may be inline because the canvas places things by style attributes. */
const contentPolicy = [
  "default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
  "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json',
};

/** Answers `app:` requests with files of the built renderer; anything else is not found. */
export async function serveRenderer(request: Request): Promise<Response> {
  const root = path.join(app.getAppPath(), 'renderer');
  try {
    const file = path.join(root, decodeURIComponent(new URL(request.url).pathname));
    if (!file.startsWith(root + path.sep)) return notFound();
    const headers = {
      'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
    };
    return new Response(new Uint8Array(await readFile(file)), { headers });
  } catch {
    return notFound();
  }
}

function notFound(): Response {
  return new Response('not found', { status: 404 });
}
