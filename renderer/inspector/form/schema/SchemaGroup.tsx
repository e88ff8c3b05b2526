import { ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { isJsonObject } from '../../../../shared/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useEditing, useField } from '../editing.ts';
import { FieldError } from '../FieldError.tsx';
import { RemoveButton } from '../RemoveButton.tsx';
import type { Path } from '../set-in.ts';
import { summaryOf } from './summary.ts';

interface SchemaGroupProps {
  path: Path;
  title: string;
  hint?: string | undefined;
  /** The whole group can be left out of the manifest. */
  isRemovable?: boolean;
  children: ReactNode;
}

/** Fields that belong together, folded to one line that says what is in them. What the API found fault with is never folded. */
export function SchemaGroup({ path, title, hint, isRemovable = false, children }: SchemaGroupProps) {
  const { t } = useText();
  const { set, readOnly, hasErrorIn } = useEditing();
  const { value, error } = useField(path);
  const [isOpened, setIsOpened] = useState(false);
  const id = useId();
  const isOpen = isOpened || hasErrorIn(path);
  const isSet = isJsonObject(value) || Array.isArray(value);
  return (
    <div className="schema-group" data-open={isOpen ? '' : undefined}>
      <div className="schema-head">
        <button type="button" className="schema-toggle" aria-expanded={isOpen} aria-controls={id} title={hint === '' ? undefined : hint} onClick={() => setIsOpened(!isOpen)}>
          <ChevronRight size={13} className="schema-chevron" aria-hidden />
          <span className="schema-title">{title}</span>
          <span className="schema-summary truncate mono">{summaryOf(value)}</span>
        </button>
        {isRemovable && isSet && !readOnly && (
          <RemoveButton name={t('inspector:form.remove', { name: title })} onRemove={() => set(path, undefined)} />
        )}
      </div>
      <FieldError text={error} />
      {isOpen && (
        <div id={id} className="schema-body" role="group" aria-label={title}>
          {children}
        </div>
      )}
    </div>
  );
}
