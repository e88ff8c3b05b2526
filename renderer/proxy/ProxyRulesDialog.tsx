import { ListFilter } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { ProxyRulesView } from '../../shared/view/trace.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatClock, formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { useMachineNames } from '../store/hooks.ts';
import { useFollowed } from '../store/use-followed.ts';
import { filterRules, ruleKey } from './filter-rules.ts';
import { RuleDetail } from './RuleDetail.tsx';
import { RulesTable } from './RulesTable.tsx';
import './proxy-rules.css';

const intervalMs = 1_000;
const mostRules = 5_000;

interface ProxyRulesDialogProps {
  machine: string;
  initialFilter: string;
  onClose: () => void;
}

/** What kube-proxy has written on a machine: a row for each address of a Service, and of the chosen one its endpoints and why it is so. */
export function ProxyRulesDialog({ machine: opened, initialFilter, onClose }: ProxyRulesDialogProps) {
  const { t } = useText();
  const names = useMachineNames();
  const id = useId();
  const [machine, setMachine] = useState(opened);
  const [filter, setFilter] = useState(initialFilter);
  const [chosen, setChosen] = useState<string>();
  const view = useFollowed(machine, async () => {
    const answer = await request('network.proxyRules', { node: machine, limit: mostRules });
    return answer.ok ? answer.value : undefined;
  }, { intervalMs });
  const rows = useMemo(() => (view ? filterRules(view.rules, filter) : []), [view, filter]);
  const rule = rows.find((row) => ruleKey(row) === chosen) ?? rows[0];
  return (
    <Dialog open onClose={onClose} title={t('inspector:rules.title')} description={t('inspector:rules.text')} width={1040}>
      <div className="rules">
        <div className="rules-head">
          <label className="rules-label" htmlFor={id}>{t('inspector:rules.machine')}</label>
          <span className="field-box form-box rules-machine">
            <select id={id} className="form-select" value={machine} onChange={(event) => setMachine(event.target.value)}>
              {names.map((name) => <option key={name} value={name}>{name}</option>)}
            </select>
          </span>
          <Field
            label={t('inspector:rules.filter')}
            hideLabel
            autoFocus
            className="rules-filter"
            placeholder={t('inspector:rules.filter')}
            icon={<ListFilter size={14} strokeWidth={1.7} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          {view && <span className="rules-shown">{t('inspector:rules.shown', { shown: formatCount(rows.length), all: formatCount(view.total) })}</span>}
        </div>
        {view && <StateBand view={view} />}
        {view ? <RulesTable rows={rows} chosen={rule && ruleKey(rule)} onChoose={setChosen} /> : <p className="rules-empty">{t('inspector:rules.loading')}</p>}
        {rule && <RuleDetail key={`${machine}/${ruleKey(rule)}`} machine={machine} rule={rule} />}
      </div>
    </Dialog>
  );
}

/** That the rules do not follow the cluster, or that there are none yet. */
function StateBand({ view: { state, staleSinceMs = 0 } }: { view: ProxyRulesView }) {
  const { t } = useText();
  if (state === 'Synced') return null;
  return (
    <p className="rules-band" data-family="attention" role="status">
      <StateMark family="attention" name="Pressure" size={14} />
      {state === 'Stale' ? t('inspector:rules.stale', { time: formatClock(staleSinceMs) }) : t('inspector:rules.noneYet')}
    </p>
  );
}
