import { useLayoutEffect, useRef, type RefObject } from 'react';
import { controlPlaneTrouble } from '../../shared/view/control-plane-trouble.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useControlPlane } from '../store/hooks.ts';
import { ui } from '../store/ui.ts';
import { useServed } from './use-served.ts';
import './api-notice.css';

/**
 * Between the canvas and the clock while nothing can be written: why, what mends it, what goes on all the same, and the way to the control plane. Elections
 * pass by themselves: the cluster's frame tells of them.
 */
export function ApiNotice() {
  const { t, localize } = useText();
  const trouble = controlPlaneTrouble(useControlPlane());
  const isShown = trouble !== undefined && !trouble.passing;
  const element = useRef<HTMLDivElement>(null);
  useNoticeHeight(element, isShown);
  if (!isShown) return null;
  return (
    <div ref={element} className="api-notice" role="status" data-family="bad">
      <StateMark family="bad" size={16} />
      <div className="api-notice-text">
        <span className="api-notice-why">{t('canvas:api.silent', { why: localize(trouble.headline) })}</span>
        <span className="api-notice-mend">{localize(trouble.mend)} {somethingRuns() && <GoesOn />}</span>
      </div>
      <button type="button" className="api-notice-show" onClick={() => ui.showControlPlane()}>{t('commands:showControlPlane')}</button>
    </div>
  );
}

/** Toasts stand above it: how high it is, they take from the document. */
function useNoticeHeight(element: RefObject<HTMLDivElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const { current } = element;
    const { style } = document.documentElement;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => style.setProperty('--notice-height', `${current.offsetHeight}px`));
    observer.observe(current);
    return () => {
      observer.disconnect();
      style.removeProperty('--notice-height');
    };
  }, [element, isShown]);
}

/** What is measured, where there is traffic. */
function GoesOn() {
  const { t } = useText();
  const { rps, served } = useServed();
  if (rps === 0) return <>{t('canvas:api.goesOn')}</>;
  return <span data-testid="api-served" data-rps={rps} data-served={served}>{t('canvas:api.served', { rps: formatCount(rps), served: formatCount(served) })}</span>;
}

/** Whether a machine has power, so that its pods run. */
function somethingRuns(): boolean {
  return mirror.machineNames().some((name) => {
    const row = mirror.machine(name);
    return row !== undefined && !row.poweredOff && !row.crashed;
  });
}
