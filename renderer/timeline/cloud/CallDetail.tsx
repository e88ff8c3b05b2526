import { CloudOff, X } from 'lucide-react';
import type { CloudCall } from '../../../shared/view/cloud.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Menu, type MenuEntry } from '../../design/Menu.tsx';
import { formatClock, formatMs } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { ObjectLink } from '../../inspector/parts/Facts.tsx';
import { actionOf } from './call-text.ts';

interface CallDetailProps {
  call: CloudCall;
  /** What can be done with calls like this one. */
  menu: readonly MenuEntry[];
  onClose: () => void;
}

/** One call with its parameters and its answer, by AWS' own names. */
export function CallDetail({ call, menu, onClose }: CallDetailProps) {
  const { t } = useText();
  return (
    <section className="call-detail" aria-label={t('timeline:calls.detail')}>
      <header className="call-head">
        <span className="truncate mono">{actionOf(call)}</span>
        <Menu entries={menu} align="end" side="top">
          <Button variant="quiet" icon={<CloudOff size={14} />}>{t('timeline:calls.failLike')}</Button>
        </Menu>
        <IconButton label={t('timeline:calls.close')} icon={<X size={14} />} side="top" onClick={onClose} />
      </header>
      <div className="call-body" role="region" aria-label={t('timeline:calls.requestAndAnswer')} tabIndex={0}>
        <p className="call-facts">
          {formatClock(call.atMs)} · {call.caller} · {formatMs(call.durationMs)}
          {call.subject && <> · {call.subject.kind} <ObjectLink to={call.subject} /></>}
        </p>
        <div className="call-sides">
          <div>
            <h4 className="section-title">{t('timeline:calls.request')}</h4>
            <pre className="call-json mono">{JSON.stringify(call.request, null, 2)}</pre>
          </div>
          <div>
            <h4 className="section-title">{t(call.error ? 'timeline:calls.errorTitle' : 'timeline:calls.column.answer')}</h4>
            <pre className="call-json mono">{JSON.stringify(call.error ?? call.answer ?? {}, null, 2)}</pre>
          </div>
        </div>
      </div>
    </section>
  );
}
