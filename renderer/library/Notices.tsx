import { StateMark } from '../design/StateMark.tsx';
import type { StorageNotice } from '../../shared/ipc/contract.ts';
import { useText } from '../i18n/use-text.ts';

/** What the storage has to say: recovered work, a damaged or newer database kept aside, a read-only folder. */
export function Notices({ notices }: { notices: readonly StorageNotice[] }) {
  const { t } = useText();
  if (notices.length === 0) return null;
  return (
    <ul className="library-notices">
      {notices.map((notice) => (
        <li key={`${notice.kind} ${notice.detail}`} className="library-notice" data-family="attention">
          <StateMark family="attention" name="Pressure" size={15} />
          <div><strong>{t(`library:notice.${notice.kind}`)}</strong><span className="mono">{notice.detail}</span></div>
        </li>
      ))}
    </ul>
  );
}
