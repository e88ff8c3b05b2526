import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { JsonValue } from '../../../../shared/json.ts';
import type { ObjectSchema, ScalarSchema } from '../../../../shared/kubernetes/schema/model.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useEditing, useField } from '../editing.ts';
import { ItemInput, ItemSelect } from '../ItemInput.tsx';
import { ListEditor } from '../ListEditor.tsx';
import type { Path } from '../set-in.ts';
import { freshItem } from './fresh-item.ts';
import { SchemaGroup } from './SchemaGroup.tsx';

interface ItemsProps<T> {
  path: Path;
  title: string;
  hint: string;
  type: T;
}

/** A list of texts or numbers, one a line. */
export function ScalarItems({ path, title, type }: ItemsProps<ScalarSchema>) {
  const isNumber = type.scalar === 'float64' || type.scalar === 'int32' || type.scalar === 'int64';
  return (
    <ListEditor path={path} title={title} fresh={() => (isNumber ? 0 : (type.values?.[0] ?? ''))} className="form-item-one">
      {(_item, at, index) =>
        type.values === undefined ? (
          <ItemInput path={at} name={`${title} ${index + 1}`} numeric={isNumber} keepsEmpty />
        ) : (
          <ItemSelect path={at} name={`${title} ${index + 1}`} choices={type.values} />
        )
      }
    </ListEditor>
  );
}

/** A list of objects, each folded to one line. */
export function ObjectItems({ path, title, hint, type, children }: ItemsProps<ObjectSchema> & { children: (path: Path) => ReactNode }) {
  const { t } = useText();
  const { set, readOnly } = useEditing();
  const { value, error } = useField(path);
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [];
  return (
    <div className="form-group" role="group" aria-label={title}>
      <div className="form-group-head">
        <span className="form-group-title" title={hint === '' ? undefined : hint}>{title}</span>
        {!readOnly && (
          <button type="button" className="form-add" aria-label={t('inspector:form.addTo', { title })} onClick={() => set(path, [...items, freshItem(type)])}>
            <Plus size={13} />
            {t('inspector:form.add')}
          </button>
        )}
      </div>
      {items.map((_, index) => (
        // Items have no identity of their own; the position is it.
        <div key={index} className="schema-item">
          <SchemaGroup path={[...path, index]} title={`${index + 1}`}>
            {children([...path, index])}
          </SchemaGroup>
          {!readOnly && (
            <button
              type="button"
              className="form-remove"
              aria-label={t('inspector:form.removeAt', { title, number: index + 1 })}
              onClick={() => set(path, items.length === 1 ? undefined : items.filter((__, at) => at !== index))}
            >
              <Trash2 size={13} />
            </button>
          )}
        </div>
      ))}
      {error !== undefined && (
        <span className="field-note field-error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
