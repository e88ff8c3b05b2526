import type { ReactNode } from 'react';
import { interfaceScales, setPreferences } from '../commands/appearance.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Segments } from '../design/Segments.tsx';
import { Switch } from '../design/Switch.tsx';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../store/ui.ts';
import './settings.css';

/** Theme, language, interface scale, motion: applied at once, kept for the next start. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { theme, language, interfaceScale, reducedMotion } = useUi((state) => state.preferences);
  return (
    <Dialog open onClose={onClose} title={t('commands:settings')} width={520}>
      <div className="settings">
        <Setting title={t('shell:settings.theme')}>
          <Segments label={t('shell:settings.theme')} value={theme} onChange={(value) => setPreferences({ theme: value })}
            options={(['system', 'dark', 'light'] as const).map((value) => ({ value, text: t(`library:theme.${value}`) }))} />
        </Setting>
        <Setting title={t('shell:settings.language')}>
          <Segments label={t('shell:settings.language')} value={language} onChange={(value) => setPreferences({ language: value })}
            options={(['en', 'pt-BR'] as const).map((value) => ({ value, text: t(`commands:language.${value}`) }))} />
        </Setting>
        <Setting title={t('shell:settings.scale')} hint={t('shell:settings.scale.hint')}>
          <Segments label={t('shell:settings.scale')} value={String(interfaceScale)} onChange={(value) => setPreferences({ interfaceScale: Number(value) })}
            options={interfaceScales.map((scale) => ({ value: String(scale), text: `${Math.round(scale * 100)} %` }))} />
        </Setting>
        <Setting title={t('shell:settings.motion')} hint={t('shell:settings.motion.hint')}>
          <Switch label={t('shell:settings.motion')} checked={reducedMotion} onChange={(checked) => setPreferences({ reducedMotion: checked })} />
        </Setting>
      </div>
    </Dialog>
  );
}

function Setting({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div className="setting">
      <div><span className="setting-title">{title}</span>{hint !== undefined && <span className="setting-hint">{hint}</span>}</div>
      {children}
    </div>
  );
}
