import type { JsonValue } from '../../../shared/json.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { Path } from './set-in.ts';

const longestValue = 40;

/** What an edit of the form is called in undo, timeline and toast: `web: 2 → 3 replicas`, `web: image nginx:1.28`, `web: tolerations`. */
export function editLabel(name: string, path: Path, before: JsonValue | undefined, after: JsonValue | undefined): LocalizedText {
  const words = path.filter((step): step is string => typeof step === 'string');
  const field = words[words.length - 1] ?? '';
  if (path.join('.') === 'spec.replicas' && typeof after === 'number') {
    return typeof before === 'number'
      ? { key: 'inspector:edit.scale', params: { name, before, after } }
      : { key: 'inspector:edit.scaleTo', params: { name, after } };
  }
  if (after === undefined) return { key: 'inspector:edit.unset', params: { name, field } };
  if (typeof after === 'object' || String(after).length > longestValue) return { key: 'inspector:edit.set', params: { name, field } };
  return { key: 'inspector:edit.value', params: { name, field, value: String(after) } };
}
