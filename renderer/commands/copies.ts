import { parseAllDocuments, stringify } from 'yaml';
import { uniqueName } from '../gestures/names.ts';
import type { Mirror } from '../store/mirror.ts';

/** Names in use, by kind. */
function takenNames(mirror: Mirror): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  const add = (kind: string, name: string): void => {
    const names = taken.get(kind) ?? new Set();
    taken.set(kind, names.add(name));
  };
  for (const name of mirror.machineNames()) add('Machine', name);
  for (const uid of mirror.cardUids()) {
    const ref = mirror.card(uid)?.ref;
    if (ref) add(ref.kind, ref.name);
  }
  for (const name of mirror.pods.names()) add('Pod', name);
  return taken;
}

const maximumLength = 2_000_000;

interface Copied {
  kind?: string;
  metadata?: { name?: string; labels?: Record<string, string>; [key: string]: unknown };
  spec?: { selector?: { matchLabels?: Record<string, string> }; template?: { metadata?: { labels?: Record<string, string> } }; [key: string]: unknown };
}

/** The documents of a text; undefined when it is not YAML, too large to be a copy from here, or unfolds without end (aliases). */
function objectsOf(text: string): Copied[] | undefined {
  if (text.length > maximumLength) return undefined;
  const documents = [...parseAllDocuments(text)];
  if (documents.some((document) => document.errors.length > 0)) return undefined;
  try {
    return documents.map((document) => document.toJS() as unknown).filter((value): value is Copied => typeof value === 'object' && value !== null);
  } catch {
    return undefined;
  }
}

/**
 * A YAML text whose objects can stand beside the originals: names that are taken become free ones, and where a workload's `app` label was its name, label and
 * selector follow, so that two workloads do not claim each other's pods. A text that is not YAML comes back unchanged, for the control plane to say why.
 */
export function renameCopies(text: string, mirror: Mirror): string {
  const copies = objectsOf(text);
  if (copies === undefined) return text;
  const taken = takenNames(mirror);
  let renamed = false;
  for (const copy of copies) {
    const name = copy.metadata?.name;
    const names = taken.get(copy.kind ?? '') ?? new Set<string>();
    if (copy.metadata === undefined || name === undefined) continue;
    if (names.has(name)) {
      copy.metadata.name = uniqueName(name, names);
      for (const labels of [copy.metadata.labels, copy.spec?.selector?.matchLabels, copy.spec?.template?.metadata?.labels]) {
        if (labels?.['app'] === name) labels['app'] = copy.metadata.name;
      }
      renamed = true;
    }
    taken.set(copy.kind ?? '', names.add(copy.metadata.name as string));
  }
  return renamed ? copies.map((copy) => stringify(copy)).join('---\n') : text;
}
