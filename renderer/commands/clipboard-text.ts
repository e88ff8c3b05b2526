import type { AppError } from '../../shared/ipc/errors.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { ok, type Result } from '../../shared/result.ts';
import { request } from '../ipc/client.ts';

/** The manifests of these objects as one Kubernetes YAML text; objects without a manifest (a controller's pods) are left out. */
export async function manifestsOf(refs: readonly ObjectRef[]): Promise<Result<string, AppError>> {
  const documents: string[] = [];
  for (const ref of refs) {
    const answer = await request('object.get', { ref });
    if (!answer.ok) return answer;
    if (answer.value.manifestYaml !== undefined) documents.push(answer.value.manifestYaml.trimEnd());
  }
  return ok(documents.length === 0 ? '' : `${documents.join('\n---\n')}\n`);
}

/** What was copied last in this window: what "paste" from a menu takes when the system does not let a page read the clipboard. */
let lastCopied = '';

/** Puts text on the system clipboard. */
export async function writeClipboard(text: string): Promise<void> {
  lastCopied = text;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByEvent(text);
  }
}

/** Where the asynchronous clipboard is not allowed, a copy event made on purpose still is. */
function copyByEvent(text: string): void {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
}

export async function readClipboard(): Promise<string> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return lastCopied;
  }
}
