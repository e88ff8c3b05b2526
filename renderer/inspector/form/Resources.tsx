import { useText } from '../../i18n/use-text.ts';
import { quantity } from './checks.ts';
import { ItemInput } from './ItemInput.tsx';
import type { Path } from './set-in.ts';

/** Requests and limits of CPU and memory, side by side. Other resources are written in the YAML. */
export function Resources({ path }: { path: Path }) {
  const { t } = useText();
  return (
    <div className="form-group" role="group" aria-label={t('inspector:container.resources')}>
      <div className="form-grid">
        <span className="form-group-title">{t('inspector:container.resources')}</span>
        <span className="form-grid-head">{t('inspector:container.requests')}</span>
        <span className="form-grid-head">{t('inspector:container.limits')}</span>
        {(['cpu', 'memory'] as const).map((resource) => [
          <span key={resource} className="form-grid-label">
            {t(`inspector:${resource}`)}
          </span>,
          ...['requests', 'limits'].map((side) => (
            <ItemInput
              key={`${resource}/${side}`}
              path={[...path, side, resource]}
              check={quantity}
              placeholder={resource === 'cpu' ? '250m' : '128Mi'}
              name={t('inspector:container.resourceOf', { resource: t(`inspector:${resource}`), side: t(`inspector:container.${side}`) })}
            />
          )),
        ])}
      </div>
    </div>
  );
}
