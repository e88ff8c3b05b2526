import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useEditing } from './editing.ts';
import { FieldError } from './FieldError.tsx';
import './form.css';

interface FormGroupProps {
  title: string;
  /** What the field is for, on hover. */
  hint?: string | undefined;
  isEmpty: boolean;
  /** What is said then; absent: that there is none. */
  empty?: string | undefined;
  error?: string | undefined;
  onAdd: () => void;
  children: ReactNode;
}

/** The things of a list or a map, under their name, with the way to add one. */
export function FormGroup({ title, hint, isEmpty, empty, error, onAdd, children }: FormGroupProps) {
  const { t } = useText();
  const { readOnly } = useEditing();
  return (
    <div className="form-group" role="group" aria-label={title}>
      <div className="form-group-head">
        <span className="form-group-title" title={hint === '' ? undefined : hint}>
          {title}
        </span>
        {!readOnly && (
          <button type="button" className="form-add" aria-label={t('inspector:form.addTo', { title })} onClick={onAdd}>
            <Plus size={13} />
            {t('inspector:form.add')}
          </button>
        )}
      </div>
      {isEmpty && <span className="form-empty">{empty ?? t('inspector:form.none')}</span>}
      <div className="form-list">{children}</div>
      <FieldError text={error} />
    </div>
  );
}
