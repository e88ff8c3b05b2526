import { useState, type FormEvent } from 'react';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { commandContext } from '../commands/context.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { describeFault } from './describe.ts';
import { entryOf, ofKind, type DraftErrors, type FaultDraft } from './draft.ts';
import { canEnd, faultGroups, fieldsOf, kindsOf, type FaultKind } from './fault-kinds.ts';
import { FaultFields, SelectField } from './FaultFields.tsx';
import { suggestedFields } from './targets.ts';
import { readTime } from './time-text.ts';
import { changeFault, planFault } from './write.ts';
import './fault-form.css';

interface FaultFormProps {
  draft: FaultDraft;
  /** The one that is changed; absent: a new one is planned. */
  row?: PlannedFaultRow | undefined;
  onClose: () => void;
}

/** What strikes what, when, and for how long. Wrong values are told of beside their fields once they were to be written. */
export function FaultForm({ draft: initial, row, onClose }: FaultFormProps) {
  const text = useText();
  const { t } = text;
  const [draft, setDraft] = useState(initial);
  const [wasSent, setWasSent] = useState(false);
  const outcome = entryOf(draft, row?.entry);
  const errors: DraftErrors = wasSent && 'errors' in outcome ? outcome.errors : {};
  const problem = (field: string): string | undefined => (errors[field] === undefined ? undefined : text.localize(errors[field]));
  const change = (fields: Partial<FaultDraft>): void => setDraft((before) => ({ ...before, ...fields }));
  const changeKind = (kind: FaultKind): void => setDraft((before) => {
    const suggested = (of: FaultKind): Record<string, string> => suggestedFields(of, commandContext().selection, mirror);
    return ofKind(before, kind, suggested(kind), row ? {} : suggested(before.kind));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasSent(true);
    if ('errors' in outcome) return;
    void (row?.index === undefined ? planFault(outcome.entry) : changeFault(row.index, outcome.entry)).then((accepted) => { if (accepted) onClose(); });
  };
  const atMs = readTime(draft.at);
  const isPast = atMs !== undefined && atMs <= mirror.clock.nowMs;
  const other = problem('kind') ?? Object.keys(errors).filter((field) => !['at', 'for', 'name', 'kind', ...fieldsOf(draft.kind).map(({ name }) => name)].includes(field)).map(problem)[0];
  return (
    <Dialog open onClose={onClose} title={t(row ? 'failures:form.change' : 'failures:form.plan')} description={row && row.state !== 'planned' ? describeFault(row, text) : t('failures:form.text')} width={440}
      footer={<><Button onClick={onClose}>{t('shell:cancel')}</Button><Button variant="primary" type="submit" form="fault-form">{t(row ? 'failures:form.apply' : 'failures:form.add')}</Button></>}>
      <form id="fault-form" className="fault-form" onSubmit={submit} noValidate>
        <SelectField label={t('failures:field.kind')} value={draft.kind} onChange={(kind) => changeKind(kind as FaultKind)} error={other}
          groups={faultGroups.map((group) => ({ title: t(`failures:group.${group}`), options: kindsOf(group).map((kind) => ({ value: kind, text: t(`failures:kind.${kind}`) })) }))} />
        <div className="fault-times">
          <Field label={t('failures:field.at')} mono autoFocus value={draft.at} onFocus={(event) => event.target.select()} onChange={(event) => change({ at: event.target.value })} error={problem('at')}
            hint={isPast ? t('failures:form.past') : t('failures:form.timeHint')} />
          {canEnd(draft.kind) && (
            <Field label={t('failures:field.for')} mono value={draft.for} placeholder={t('failures:form.endless')} onChange={(event) => change({ for: event.target.value })} error={problem('for')} hint={t('failures:form.lengthHint')} />
          )}
        </div>
        <FaultFields draft={draft} problem={problem} onChange={(name, value) => setDraft((before) => ({ ...before, fields: { ...before.fields, [name]: value } }))} />
        <Field label={t('failures:field.name')} value={draft.name} maxLength={200} placeholder={t('failures:form.nameHint')} onChange={(event) => change({ name: event.target.value })} error={problem('name')} />
      </form>
    </Dialog>
  );
}
