import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { useEditing, useField } from './editing.ts';
import type { Path } from './set-in.ts';
import './form.css';

interface ListEditorProps {
  path: Path;
  title: string;
  /** What "Add" puts at the end. */
  fresh: () => JsonValue;
  className?: string;
  /** The fields of one item. */
  children: (item: JsonObject, path: Path, index: number) => ReactNode;
}

/** A list of objects in one line each: ports, environment, tolerations. */
export function ListEditor({ path, title, fresh, className = '', children }: ListEditorProps) {
  const { t } = useText();
  const { set, readOnly } = useEditing();
  const { value, error } = useField(path);
  const items = Array.isArray(value) ? value : [];
  return (
    <div className="form-group" role="group" aria-label={title}>
      <div className="form-group-head">
        <span className="form-group-title">{title}</span>
        {!readOnly && (
          <button type="button" className="form-add" onClick={() => set(path, [...items, fresh()])}>
            <Plus size={13} />
            {t('inspector:form.add')}
          </button>
        )}
      </div>
      {items.length === 0 && <span className="form-empty">{t('inspector:form.none')}</span>}
      <div className="form-list">
        {items.map((item, index) => (
          // Items have no identity of their own; the position is it.
          <div key={index} className={`form-item ${className}`}>
            {children(item as JsonObject, [...path, index], index)}
            {!readOnly && (
              <button
                type="button"
                className="form-remove"
                aria-label={t('inspector:form.removeAt', { title, number: index + 1 })}
                onClick={() => set(path, items.length === 1 ? undefined : items.filter((_, at) => at !== index))}
              >
                <X size={14} />
              </button>
            )}
          </div>
        ))}
      </div>
      {error !== undefined && (
        <span className="field-note field-error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
