import { memo } from 'react';
import { commandContext } from '../../commands/context.ts';
import { runCommand } from '../../commands/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { machineKey } from '../../store/ref-key.ts';

/** Shows what kube-proxy has written on a machine. */
export function showProxyRules(machine: string): void {
  runCommand('network.showProxyRules', undefined, commandContext([machineKey(machine)]));
}

/** kube-proxy, where requests for Services enter a machine: at its left edge. A click shows its rules; by keyboard the command does. */
export const ProxyPort = memo(function ProxyPort({ name, isOn }: { name: string; isOn: boolean }) {
  const { t } = useText();
  return (
    <button type="button" className="machine-port" tabIndex={-1} data-canvas-control data-on={isOn} title={t('canvas:machine.proxyRules', { name })} aria-label={t('canvas:machine.proxyRules', { name })}
      onPointerDown={(event) => event.stopPropagation()} onClick={() => showProxyRules(name)} />
  );
});
