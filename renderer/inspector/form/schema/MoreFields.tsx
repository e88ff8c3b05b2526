import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ObjectSchema } from '../../../../shared/kubernetes/schema/model.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useEditing } from '../editing.ts';
import { getIn, type Path } from '../set-in.ts';
import { SchemaFields } from './SchemaFields.tsx';

/** All other fields of an object, folded away. Those that are set, or at fault, are always there. */
export function MoreFields({ type, path, without }: { type: ObjectSchema; path: Path; without: readonly string[] }) {
  const { t } = useText();
  const { value, hasErrorIn } = useEditing();
  const [isOpen, setIsOpen] = useState(false);
  const names = [...type.fields.keys()].filter((name) => !without.includes(name));
  const shown = names.filter((name) => getIn(value, [...path, name]) !== undefined || hasErrorIn([...path, name]));
  const rest = names.filter((name) => !shown.includes(name));
  return (
    <>
      {shown.length > 0 && <SchemaFields type={type} path={path} only={shown} />}
      {rest.length > 0 && (
        <button type="button" className="schema-more" aria-expanded={isOpen} data-open={isOpen ? '' : undefined} onClick={() => setIsOpen(!isOpen)}>
          <ChevronRight size={13} className="schema-chevron" aria-hidden />
          {t('inspector:form.more.fields', { count: rest.length })}
        </button>
      )}
      {isOpen && <SchemaFields type={type} path={path} only={rest} />}
    </>
  );
}
