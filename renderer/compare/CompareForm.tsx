import { useEffect, useState, type FormEvent } from 'react';
import type { CompareFacts, FaultChoice } from '../../shared/ipc/compare.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { SelectField } from '../failures/FaultFields.tsx';
import { readTime } from '../failures/time-text.ts';
import { useText, type Text } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { formatAge } from '../library/format-age.ts';
import { likelyOther, type Offer } from './choices.ts';
import { CompareError } from './CompareError.tsx';
import { startComparison } from './run.ts';
import { readFile, useOffers } from './use-offers.ts';

const fileValue = 'another-file';
const longestMs = 30 * 86_400_000;

/** Which two designs, which failures, and for how long. */
export function CompareForm({ error }: { error: AppError | undefined }) {
  const text = useText();
  const { t } = text;
  const { offers, addFile } = useOffers();
  const [chosen, setChosen] = useState<{ a?: string; b?: string }>({});
  const [faults, setFaults] = useState<'a' | 'b' | 'file'>('a');
  const [script, setScript] = useState<{ name: string; text: string }>();
  const [length, setLength] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const a = offers?.find(({ value }) => value === (chosen.a ?? 'open')) ?? offers?.[0];
  const b = offers?.find(({ value }) => value === (chosen.b ?? likelyOther(offers)));
  const [factsA, factsB] = [useFacts(a), useFacts(b)];
  if (offers === undefined) return null;
  const groups = (['open', 'revisions', 'designs', 'samples', 'file'] as const).flatMap((group) => {
    const options = offers.filter((offer) => offer.group === group).map((offer) => ({ value: offer.value, text: offerText(offer, text) }));
    return options.length > 0 ? [{ title: t(`failures:compare.group.${group}`), options }] : [];
  });
  const withFile = [...groups, { options: [{ value: fileValue, text: t('failures:compare.openFile') }] }];
  const choose = (side: 'a' | 'b') => (value: string): void => {
    if (value !== fileValue) setChosen((before) => ({ ...before, [side]: value }));
    else void addFile().then((added) => { if (added !== undefined) setChosen((before) => ({ ...before, [side]: added })); });
  };
  const chooseFaults = (value: string): void => {
    if (value !== fileValue) setFaults(value as 'a' | 'b' | 'file');
    else {
      void readFile().then((file) => {
        if (file === undefined) return;
        setScript(file);
        setFaults('file');
      });
    }
  };
  const lengthMs = length.trim() === '' ? undefined : readTime(length);
  const isLengthWrong = length.trim() !== '' && (lengthMs === undefined || lengthMs <= 0 || lengthMs > longestMs);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasSent(true);
    if (isLengthWrong || !a || !b) return;
    const choice: FaultChoice = faults === 'file' && script ? { kind: 'text', ...script } : { kind: 'planned', of: faults === 'b' ? 'b' : 'a' };
    void startComparison({ a: a.choice, b: b.choice, faults: choice, ...(lengthMs === undefined ? {} : { untilMs: lengthMs }) });
  };
  const planned = (facts: CompareFacts | undefined): string => t('failures:compare.planned', { count: facts?.faults ?? 0 });
  const none = faults !== 'file' && (faults === 'a' ? factsA : factsB)?.faults === 0;
  return (
    <form className="compare-form" onSubmit={submit} noValidate>
      {error && <CompareError error={error} />}
      <div className="compare-sides">
        <SelectField label={t('failures:compare.a')} value={a?.value ?? ''} error={undefined} groups={withFile} onChange={choose('a')} />
        <SelectField label={t('failures:compare.b')} value={b?.value ?? ''} error={undefined} groups={withFile} onChange={choose('b')} />
        <SelectField label={t('failures:compare.faults')} value={faults} error={none ? t('failures:compare.nothingPlanned') : undefined} onChange={chooseFaults}
          groups={[{ options: [
            { value: 'a', text: t('failures:compare.ofA', { planned: planned(factsA) }) }, { value: 'b', text: t('failures:compare.ofB', { planned: planned(factsB) }) },
            ...(script ? [{ value: 'file', text: script.name }] : []), { value: fileValue, text: t('failures:compare.openScript') },
          ] }]} />
        <Field label={t('failures:compare.until')} mono value={length} placeholder={t('failures:compare.untilDefault')} onChange={(event) => setLength(event.target.value)}
          error={wasSent && isLengthWrong ? t('failures:error.time') : undefined} hint={t('failures:compare.untilHint')} />
      </div>
      <footer className="compare-foot"><Button variant="primary" type="submit" disabled={!a || !b}>{t('failures:compare.run')}</Button></footer>
    </form>
  );
}

function offerText({ name, revision, sample }: Offer, { t, language }: Text): string {
  if (revision) return t('failures:compare.revision', { when: formatAge(revision.savedAt, Date.now(), language), label: t(`shell:revisions.label.${revision.label}`), number: revision.revision });
  return sample === undefined ? name ?? '' : t(`library:sample.${sample}.title`);
}

/** What a chosen design plans; undefined until it is known. */
function useFacts(offer: Offer | undefined): CompareFacts | undefined {
  const [facts, setFacts] = useState<{ value: string; facts: CompareFacts }>();
  useEffect(() => {
    if (!offer) return undefined;
    let wanted = true;
    void request('compare.facts', { design: offer.choice }).then((answer) => { if (wanted && answer.ok) setFacts({ value: offer.value, facts: answer.value }); });
    return () => { wanted = false; };
  }, [offer?.value]);
  return facts && facts.value === offer?.value ? facts.facts : undefined;
}
