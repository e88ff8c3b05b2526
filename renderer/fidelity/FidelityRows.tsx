import type { FamilyResults, FidelityClass, FidelityRow, FidelitySection } from '../../shared/view/fidelity.ts';
import { useText } from '../i18n/use-text.ts';

interface FidelityRowsProps {
  section: FidelitySection;
  results: FamilyResults;
  onFollow: (part: string) => void;
}

/** The fields of one kind or part. */
export function FidelityRows({ section: { name, apiVersion, rows }, results, onFollow }: FidelityRowsProps) {
  const { t } = useText();
  return (
    <section className="fidelity-fields" tabIndex={0} aria-label={name}>
      <header>
        <h3>{name}</h3>
        {apiVersion !== undefined && <span className="mono">{apiVersion}</span>}
      </header>
      <table>
        <thead><tr><th scope="col">{t('shell:fidelity.field')}</th><th scope="col">{t('shell:fidelity.works')}</th><th scope="col">{t('shell:fidelity.proof')}</th></tr></thead>
        <tbody>{rows.map((row) => <Row key={row.path} row={row} results={results} onFollow={onFollow} />)}</tbody>
      </table>
    </section>
  );
}

function Row({ row: { path, class: fidelity, note, proofs, part }, results, onFollow }: { row: FidelityRow } & Pick<FidelityRowsProps, 'results' | 'onFollow'>) {
  const { t } = useText();
  const proofText = (proof: string): string => {
    const result = results[proof];
    return result ? t('shell:fidelity.cases', { name: proof, passed: result.passed, cases: result.cases }) : proof;
  };
  return (
    <tr>
      <td>
        <code>{path}</code>
        {part !== undefined && <button type="button" className="fidelity-part" onClick={() => onFollow(part)}>{part}</button>}
        {note !== '' && <p>{note}</p>}
      </td>
      <td className="fidelity-class"><ClassMark fidelity={fidelity} />{t(`shell:fidelity.class.${fidelity}`)}</td>
      <td className="fidelity-proofs">{proofs.map(proofText).join(', ')}</td>
    </tr>
  );
}

/** Full, half or empty: not in the colours of states, which this is none of. */
function ClassMark({ fidelity }: { fidelity: FidelityClass }) {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden>
      <circle cx={5} cy={5} r={4} fill={fidelity === 'simulated' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth={1.4} />
      {fidelity === 'approximated' && <path d="M5 1a4 4 0 0 1 0 8z" fill="currentColor" />}
    </svg>
  );
}
