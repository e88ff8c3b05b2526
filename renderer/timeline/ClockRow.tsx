import { FastForward, Pause, Play, Rewind, StepForward } from 'lucide-react';
import { IconButton } from '../design/IconButton.tsx';
import { Tooltip } from '../design/Tooltip.tsx';
import { Button } from '../design/Button.tsx';
import { formatClock } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useClock } from '../store/hooks.ts';
import { runCommand } from '../commands/run.ts';
import { speeds } from '../commands/clock.ts';
import './clock-row.css';

/** Simulated time, large, and what moves it. */
export function ClockRow() {
  const { t } = useText();
  const clock = useClock();
  const goes = clock.running || clock.runningUntilQuiet;
  const playOrPause = (): void => void runCommand(clock.runningUntilQuiet ? 'pause' : 'playPause');
  return (
    <div className="clock-row" role="toolbar" aria-label={t('timeline:clock')}>
      <IconButton label={t('timeline:restart')} icon={<Rewind size={16} />} side="top" onClick={() => runCommand('restartSimulation')} />
      <Tooltip text={t(goes ? 'timeline:pause' : 'timeline:play')} shortcut="Space" side="top">
        <button
          type="button"
          className="clock-play"
          data-running={goes ? '' : undefined}
          aria-label={t(goes ? 'timeline:pause' : 'timeline:play')}
          onClick={playOrPause}
        >
          {goes ? <Pause size={16} /> : <Play size={16} />}
        </button>
      </Tooltip>
      <IconButton
        label={t('timeline:step')}
        icon={<StepForward size={16} />}
        shortcut="."
        side="top"
        disabled={goes || clock.quiet}
        onClick={() => runCommand('step')}
      />
      <time
        className="clock-time mono"
        role="timer"
        data-time={formatClock(clock.nowMs)}
        aria-label={t('timeline:simulatedTime', { time: formatClock(clock.nowMs) })}
      >
        {formatClock(clock.nowMs)}
      </time>
      <div className="clock-speeds" role="group" aria-label={t('timeline:speed')}>
        {speeds.map((speed) => (
          <button
            key={speed}
            type="button"
            className="clock-speed"
            aria-pressed={clock.speed === speed}
            onClick={() => runCommand(`speed.${speed}`)}
          >
            {speed}
            <span aria-hidden>×</span>
            <span className="visually-hidden">{t('timeline:times')}</span>
          </button>
        ))}
      </div>
      <Button
        variant="quiet"
        className="clock-quiet"
        icon={<FastForward size={16} />}
        disabled={clock.quiet && !clock.runningUntilQuiet}
        aria-pressed={clock.runningUntilQuiet}
        aria-label={t(clock.quiet && !clock.runningUntilQuiet ? 'timeline:quiet' : 'timeline:runUntilQuiet')}
        onClick={() => (clock.runningUntilQuiet ? playOrPause() : runCommand('runUntilQuiet'))}
      >
        {t(clock.quiet && !clock.runningUntilQuiet ? 'timeline:quiet' : 'timeline:runUntilQuiet')}
      </Button>
    </div>
  );
}
