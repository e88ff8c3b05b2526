import { Check, CircleHelp, Copy, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { runCommand } from '../commands/run.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { useMachine } from '../store/hooks.ts';
import { ui } from '../store/ui.ts';
import { CommandButtons } from './CommandButtons.tsx';
import type { InspectedObject } from './use-object.ts';

/** What one does with the object: power for machines, else the question; copy its YAML; delete it. */
export function ObjectFooter({ object }: { object: InspectedObject }) {
  const { t } = useText();
  return (
    <footer className="inspector-footer">
      <div className="inspector-actions">
        {object.ref.kind === 'Machine' ? (
          <MachineButtons name={object.ref.name} />
        ) : (
          <Button icon={<CircleHelp size={14} />} onClick={() => ui.inspect('why')}>
            {t('inspector:whyHere')}
          </Button>
        )}
      </div>
      <div className="inspector-icons">
        <CopyYaml yaml={object.manifestYaml ?? object.liveYaml ?? ''} />
        <IconButton
          label={t('inspector:delete')}
          icon={<Trash2 size={15} />}
          shortcut="Del"
          side="top"
          onClick={() => runCommand('delete')}
        />
      </div>
    </footer>
  );
}

function MachineButtons({ name }: { name: string }) {
  const row = useMachine(name);
  const isDown = row?.poweredOff === true || row?.crashed === true;
  return <CommandButtons ids={['powerOn', 'powerOff', 'startKubelet', 'cordon', 'uncordon']} primary={isDown ? 'powerOn' : undefined} />;
}

/** Copies the manifest, or the live object where there is none. */
export function CopyYaml({ yaml }: { yaml: string }) {
  const { t } = useText();
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(yaml).then(
      () => {
        setIsCopied(true);
        setTimeout(() => setIsCopied(false), 1_400);
      },
      () => undefined,
    );
  };
  return (
    <IconButton
      label={t(isCopied ? 'inspector:copied' : 'inspector:copyYaml')}
      icon={isCopied ? <Check size={15} /> : <Copy size={15} />}
      side="top"
      disabled={yaml === ''}
      onClick={copy}
    />
  );
}
