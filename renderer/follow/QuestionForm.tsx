import { useId, useMemo, useState } from 'react';
import { mirror } from '../store/cluster.ts';
import { useCardUids } from '../store/hooks.ts';
import { parseRefKey, refKey } from '../store/ref-key.ts';
import { Field } from '../design/Field.tsx';
import { Segments } from '../design/Segments.tsx';
import { useText } from '../i18n/use-text.ts';
import { questionAbout } from './question-about.ts';
import { addressTarget, useQuestion } from './question.ts';

/** More would be no help in a list. */
const mostSuggestions = 50;
/** The choice beside Services, which are `namespace/name`, and Ingresses, by key. */
const anyAddress = 'address';

/** Who sends the request, and what is asked for. */
export function QuestionForm() {
  const { t } = useText();
  const { from } = useQuestion();
  return (
    <div className="follow-form">
      <span className="follow-label" aria-hidden>{t('inspector:follow.from')}</span>
      <Segments
        label={t('inspector:follow.from')}
        value={from}
        options={[{ value: 'Internet', text: t('inspector:follow.internet') }, { value: 'Pod', text: t('inspector:follow.pod') }]}
        onChange={(value) => useQuestion.setState({ from: value })}
      />
      {from === 'Pod' && <Sender />}
      <Target />
    </div>
  );
}

function Sender() {
  const { t } = useText();
  const { pod } = useQuestion();
  const list = useId();
  const [opened, setOpened] = useState(0);
  const suggestions = useMemo(() => podsLike(pod), [pod, opened]);
  return (
    <>
      <Field
        label={t('inspector:follow.podName')}
        hideLabel
        mono
        className="follow-wide"
        list={list}
        placeholder={t('inspector:follow.podName')}
        value={pod}
        onFocus={() => setOpened((count) => count + 1)}
        onChange={(event) => useQuestion.setState({ pod: event.target.value })}
      />
      <datalist id={list}>{suggestions.map((name) => <option key={name} value={name} />)}</datalist>
    </>
  );
}

/** Names of pods in which the typed text stands. */
function podsLike(text: string): string[] {
  const found: string[] = [];
  for (const uid of mirror.pods.uids()) {
    const row = mirror.pods.row(uid);
    const name = row ? `${row.namespace}/${row.name}` : '';
    if (name.includes(text)) found.push(name);
    if (found.length >= mostSuggestions) break;
  }
  return found;
}

/** A Service by name, or an address as in a browser. An Ingress fills in the address of its first rule. */
function Target() {
  const { t } = useText();
  const { to, service, port, address } = useQuestion();
  const id = useId();
  const cards = useCardUids();
  const { services, ingresses } = useMemo(() => targets(cards), [cards]);
  const named = to === 'Service' && service !== '' && !services.includes(service) ? [...services, service] : services;
  const choose = async (value: string): Promise<void> => {
    const ref = parseRefKey(value);
    if (ref) useQuestion.setState(await questionAbout(ref, mirror, useQuestion.getState()));
    else useQuestion.setState(value === anyAddress ? { to: 'Address' } : { to: 'Service', service: value, port: '' });
  };
  const isWrong = address !== '' && addressTarget(address) === undefined;
  return (
    <>
      <label className="follow-label" htmlFor={id}>{t('inspector:follow.to')}</label>
      <span className="field-box form-box">
        <select id={id} className="form-select" value={to === 'Service' ? service : anyAddress} onChange={(event) => void choose(event.target.value)}>
          {to === 'Service' && service === '' && <option value="" disabled hidden>{t('inspector:follow.choose')}</option>}
          {named.length > 0 && <optgroup label="Service">{named.map((name) => <option key={name} value={name}>{name}</option>)}</optgroup>}
          {ingresses.length > 0 && <optgroup label="Ingress">{ingresses.map(({ key, text }) => <option key={key} value={key}>{text}</option>)}</optgroup>}
          <option value={anyAddress}>{t('inspector:follow.address')}</option>
        </select>
      </span>
      {to === 'Service' ? (
        <Field
          label={t('inspector:follow.port')}
          hideLabel
          mono
          className="follow-wide"
          placeholder={t('inspector:follow.firstPort')}
          value={port}
          onChange={(event) => useQuestion.setState({ port: event.target.value })}
        />
      ) : (
        <Field
          label={t('inspector:follow.addressName')}
          hideLabel
          mono
          className="follow-wide"
          placeholder="shop.example.com/cart"
          error={isWrong ? t('inspector:follow.noAddress') : undefined}
          value={address}
          onChange={(event) => useQuestion.setState({ address: event.target.value })}
        />
      )}
    </>
  );
}

function targets(cards: readonly string[]): { services: string[]; ingresses: { key: string; text: string }[] } {
  const refs = cards.flatMap((uid) => mirror.card(uid)?.ref ?? []);
  const nameOf = ({ namespace = 'default', name }: { namespace?: string; name: string }): string => `${namespace}/${name}`;
  return {
    services: refs.filter(({ kind }) => kind === 'Service').map(nameOf).sort(),
    ingresses: refs.filter(({ kind }) => kind === 'Ingress').map((ref) => ({ key: refKey(ref), text: nameOf(ref) })),
  };
}
