import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import type { ScalingChain } from '../../shared/view/scaling.ts';
import { IconButton } from '../design/IconButton.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatClock, formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { ObjectLink } from '../inspector/parts/Facts.tsx';
import { useEnlargedPanel } from '../store/use-enlarged-panel.ts';
import { useUi } from '../store/ui.ts';
import { ChainCurves } from './ChainCurves.tsx';
import { longestStage, periodOf } from './chain-rows.ts';
import { chosenOf, useChosenChain } from './chosen.ts';
import { growthText } from './growth-text.ts';
import { useScaling } from './use-scaling.ts';
import { Waterfall } from './Waterfall.tsx';
import '../follow/follow.css';
import './scaling.css';

const wantedWidth = 640;

/** From the load that rose to the pods that serve it: each stage, who decided what there, and what it cost. Stands in the inspector's place. */
export function ScalingPanel() {
  const { t } = useText();
  const chains = useScaling();
  const { chain, index } = chosenOf(chains, useChosenChain((state) => state.id));
  useEnlargedPanel('inspector', chain === undefined ? undefined : wantedWidth);
  const go = (by: number): void => useChosenChain.setState({ id: chains[index + by]?.id });
  return (
    <section className="scaling" aria-label={t('timeline:scaling.title')}>
      <header className="scaling-head">
        <h2 className="follow-title">{t('timeline:scaling.title')}</h2>
        {chain && (
          <span className="scaling-nav">
            <span className="follow-count">{t('timeline:scaling.at', { at: index + 1, of: chains.length })}</span>
            <IconButton label={t('timeline:scaling.previous')} icon={<ChevronLeft size={16} />} disabled={index <= 0} onClick={() => go(-1)} />
            <IconButton label={t('timeline:scaling.next')} icon={<ChevronRight size={16} />} disabled={index >= chains.length - 1} onClick={() => go(1)} />
          </span>
        )}
        <IconButton label={t('inspector:problems.close')} icon={<X size={16} />} side="left" onClick={() => useUi.setState({ inspectorView: 'object' })} />
      </header>
      {chain ? <Chain key={chain.id} chain={chain} /> : <p className="scaling-none">{t('timeline:scaling.none')}</p>}
    </section>
  );
}

function Chain({ chain }: { chain: ScalingChain }) {
  const text = useText();
  const { t } = text;
  const { fromMs, untilMs } = periodOf(chain);
  const longest = longestStage(chain);
  return (
    <div className="scaling-body">
      <div className="scaling-answer">
        <p className="scaling-headline">
          <StateMark family={chain.done ? 'ready' : 'working'} size={14} />
          <span><ObjectLink to={chain.target}>{chain.target.name}</ObjectLink> {growthText(chain, text)}</span>
        </p>
        <p className="scaling-detail">
          {t(chain.done ? 'timeline:scaling.took' : 'timeline:scaling.underWay', { time: formatDuration(untilMs - fromMs), at: formatClock(fromMs) })}
          {longest && ` ${t('timeline:scaling.longest', { stage: t(`timeline:scaling.stage.${longest.stage}`), time: formatDuration(longest.afterMs) })}`}
        </p>
      </div>
      <ChainCurves chain={chain} />
      <Waterfall chain={chain} />
    </div>
  );
}
