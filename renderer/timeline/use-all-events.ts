import { useEffect, useMemo, useState } from 'react';
import type { EventRow } from '../../shared/view/rows.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { useListCount } from '../store/hooks.ts';
import { mergeEvents } from './event-filter.ts';

const fetched = 5_000;
const intervalMs = 250;

/** The newest 5,000 Events, newest first: fetched once per feed, then kept up by what the feed brings, at most four times a second. */
export function useAllEvents(): readonly EventRow[] {
  const [older, setOlder] = useState<readonly EventRow[]>([]);
  const [recent, setRecent] = useState(mirror.recentEvents);
  const listCount = useListCount();
  useEffect(() => {
    let wanted = true;
    void request('events.list', { limit: fetched }).then((answer) => {
      if (wanted && answer.ok) setOlder(answer.value);
    });
    return () => { wanted = false; };
  }, [listCount]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      setRecent(mirror.recentEvents);
      // The mirror keeps a bounded number: what falls out of it stays here.
      setOlder((known) => mergeEvents(known, mirror.recentEvents).slice(0, fetched));
    };
    const stop = mirror.topics.subscribe('events', () => { timer ??= setTimeout(take, intervalMs); });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return useMemo(() => mergeEvents(older, recent), [older, recent]);
}
