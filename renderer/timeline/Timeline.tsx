import { Lock } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect } from 'react';
import { Tooltip } from '../design/Tooltip.tsx';
import { FaultListButton } from '../failures/FaultList.tsx';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useCluster, useEventCount } from '../store/hooks.ts';
import { useUi, type TimelineTab } from '../store/ui.ts';
import { CloudCalls } from './cloud/CloudCalls.tsx';
import { ClockRow } from './ClockRow.tsx';
import { EventsTable } from './EventsTable.tsx';
import { Lanes } from './Lanes.tsx';
import { Usage } from './usage/Usage.tsx';
import './timeline.css';

/**
 * The panel at the bottom: the clock, what happened when, all Events, how requests went, and what was asked of the cloud. Fills its container, of which the first 40 px are the clock row.
 */
export function Timeline() {
  const { t } = useText();
  const tab = useUi((state) => state.timelineTab);
  // Another design begins with its timeline.
  useEffect(() => () => useUi.setState({ timelineTab: 'timeline', callsFilter: '' }), []);
  return (
    <Tabs.Root className="timeline" value={tab} onValueChange={(next) => useUi.setState({ timelineTab: next as TimelineTab })} asChild>
      <section aria-label={t('timeline:title')}>
        <header className="timeline-bar">
          <ClockRow />
          <FaultListButton />
          <Tabs.List className="timeline-tabs" aria-label={t('timeline:title')}>
            <Tabs.Trigger value="timeline" className="timeline-tab">
              {t('timeline:title')}
            </Tabs.Trigger>
            <Tabs.Trigger value="events" className="timeline-tab">
              {t('timeline:events')}
              <EventCount />
            </Tabs.Trigger>
            <Tabs.Trigger value="usage" className="timeline-tab">
              {t('timeline:usage')}
            </Tabs.Trigger>
            <Tabs.Trigger value="calls" className="timeline-tab">
              {t('timeline:calls')}
            </Tabs.Trigger>
          </Tabs.List>
          <Seed />
        </header>
        <Tabs.Content value="timeline" className="timeline-body" tabIndex={-1}>
          <Lanes />
        </Tabs.Content>
        <Tabs.Content value="events" className="timeline-body" tabIndex={-1}>
          <EventsTable />
        </Tabs.Content>
        <Tabs.Content value="usage" className="timeline-body" tabIndex={-1}>
          <Usage />
        </Tabs.Content>
        <Tabs.Content value="calls" className="timeline-body" tabIndex={-1}>
          <CloudCalls />
        </Tabs.Content>
      </section>
    </Tabs.Root>
  );
}

function EventCount() {
  const count = useEventCount();
  return <span className="timeline-count">{formatCount(count)}</span>;
}

function Seed() {
  const { t } = useText();
  const cluster = useCluster();
  if (cluster === undefined) return null;
  return (
    <Tooltip text={t('timeline:seedMeaning')} side="top" align="end">
      <span className="timeline-seed">
        <Lock size={13} aria-hidden />
        {t('timeline:seed', { seed: cluster.seed })}
      </span>
    </Tooltip>
  );
}
