import { ArrowRight } from 'lucide-react';
import type { SampleEntry } from '../../shared/ipc/library.ts';
import { createDesign } from '../app/session.ts';
import { useText } from '../i18n/use-text.ts';
import { ThumbnailPicture } from './ThumbnailPicture.tsx';

/** A sample that ships; opening it makes a design of one's own from it. */
export function SampleCard({ sample }: { sample: SampleEntry }) {
  const { t } = useText();
  const pods = sample.thumbnail.machines.reduce((sum, machine) => sum + machine.pods.length, 0);
  return (
    <li>
      <button type="button" className="sample-card" onClick={() => void createDesign({ sample: sample.id })}>
        <span className="sample-picture"><ThumbnailPicture thumbnail={sample.thumbnail} /></span>
        <span className="sample-text">
          <span className="sample-title"><strong>{t(`library:sample.${sample.id}.title`)}</strong>
            <span className="sample-open" aria-hidden>{t('library:open')}<ArrowRight size={13} /></span></span>
          <span className="sample-summary">{t(`library:sample.${sample.id}.summary`)}</span>
          <span className="sample-facts">
            <span className="sample-tag">{t('library:sample')}</span>
            {t('library:machines', { count: sample.thumbnail.machines.length })}{pods > 0 && `, ${t('library:pods', { count: pods, shown: pods })}`}
          </span>
        </span>
      </button>
    </li>
  );
}
