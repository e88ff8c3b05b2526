import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { useEditing, useField } from './editing.ts';
import { FormGroup } from './FormGroup.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import type { Path } from './set-in.ts';

interface ListEditorProps {
  path: Path;
  title: string;
  hint?: string;
  /** What stands in place of a list without items. */
  empty?: string;
  /** What "Add" puts at the end. */
  fresh: () => JsonValue;
  /** How an item and the way to remove it stand beside each other. */
  itemClass?: string;
  /** The fields of one item. */
  children: (item: JsonObject, path: Path, index: number) => ReactNode;
}

/** A list: ports, environment, tolerations, texts, objects that fold. A list that becomes empty goes out of the manifest. */
export function ListEditor({ path, title, hint, empty, fresh, itemClass = 'form-item', children }: ListEditorProps) {
  const { t } = useText();
  const { set, readOnly } = useEditing();
  const { value, error } = useField(path);
  const items = Array.isArray(value) ? value : [];
  return (
    <FormGroup title={title} hint={hint} empty={empty} isEmpty={items.length === 0} error={error} onAdd={() => set(path, [...items, fresh()])}>
      {items.map((item, index) => (
        // Items have no identity of their own; the position is it.
        <div key={index} className={itemClass}>
          {children(item as JsonObject, [...path, index], index)}
          {!readOnly && (
            <RemoveButton
              name={t('inspector:form.removeAt', { title, number: index + 1 })}
              onRemove={() => set(path, items.length === 1 ? undefined : items.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
    </FormGroup>
  );
}
