import { controlPlaneTrouble } from '../../shared/view/control-plane-trouble.ts';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useClockRunning, useControlPlane } from '../store/hooks.ts';
import { ui } from '../store/ui.ts';
import './api-notice.css';

/** At the head of the canvas while nothing can be written: why, what mends it, and the way to the control plane. */
export function ApiNotice() {
  const { t, localize } = useText();
  const running = useClockRunning();
  const trouble = controlPlaneTrouble(useControlPlane());
  if (trouble === undefined) return null;
  const family = trouble.passing ? 'working' : 'bad';
  return (
    <div className="api-notice" role="status" data-family={family} data-canvas-control>
      <StateMark family={family} size={16} turning={trouble.passing && running} />
      <div className="api-notice-text">
        <span className="api-notice-why">{t('canvas:api.silent', { why: localize(trouble.headline) })}</span>
        <span className="api-notice-mend">{localize(trouble.mend)} {somethingRuns() && t('canvas:api.goesOn')}</span>
      </div>
      <button type="button" className="api-notice-show" onClick={() => ui.showControlPlane()}>{t('commands:showControlPlane')}</button>
    </div>
  );
}

/** Whether a machine has power, so that its pods run. */
function somethingRuns(): boolean {
  return mirror.machineNames().some((name) => {
    const row = mirror.machine(name);
    return row !== undefined && !row.poweredOff && !row.crashed;
  });
}
