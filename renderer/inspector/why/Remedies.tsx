import { Wrench } from 'lucide-react';
import { useState } from 'react';
import type { WhyRemedy } from '../../../shared/view/why.ts';
import { sendEdit } from '../../commands/edit.ts';
import { inject } from '../../commands/inject.ts';
import { Button } from '../../design/Button.tsx';
import { KindIcon } from '../../design/KindIcon.tsx';
import { useText } from '../../i18n/use-text.ts';

/** What would change the answer, each with the field that it writes. The button writes it. */
export function Remedies({ remedies }: { remedies: readonly WhyRemedy[] }) {
  const { t } = useText();
  return (
    <div className="why-part">
      <h4 className="section-title why-title">{t('inspector:why.remedies')}</h4>
      <ul>
        {remedies.map((remedy) => (
          <Remedy key={remedy.writes || JSON.stringify(remedy.fault)} remedy={remedy} />
        ))}
      </ul>
    </div>
  );
}

function Remedy({ remedy }: { remedy: WhyRemedy }) {
  const { t, localize } = useText();
  const [isBusy, setIsBusy] = useState(false);
  const [first] = remedy.change;
  const kind = first === undefined ? 'Cluster' : 'ref' in first ? first.ref.kind : 'manifest' in first ? first.manifest.kind : 'Cluster';
  const text = localize(remedy.text);
  const apply = async (): Promise<void> => {
    setIsBusy(true);
    if (remedy.fault) await inject(remedy.fault);
    else await sendEdit({ changes: remedy.change, label: remedy.text });
    setIsBusy(false);
  };
  return (
    <li className="why-field">
      {remedy.fault ? <Wrench size={15} strokeWidth={1.7} aria-hidden /> : <KindIcon kind={kind} size={15} />}
      <div className="why-field-text">
        <p className="why-remedy">{text}</p>
        {remedy.fault ? <p className="why-writes">{t('inspector:why.mends')}</p> : <p className="mono why-writes">{remedy.writes}</p>}
      </div>
      {(remedy.change.length > 0 || remedy.fault) && (
        <Button disabled={isBusy} aria-label={t(remedy.fault ? 'inspector:why.mendOf' : 'inspector:why.applyOf', { text })} onClick={() => void apply()}>
          {t(remedy.fault ? 'inspector:why.mend' : 'inspector:why.apply')}
        </Button>
      )}
    </li>
  );
}
