import type { CDPSession, Page } from '@playwright/test';
import { launchFlags } from '../../electron-runtime/launch-flags.ts';
import { launchTarget } from '../../electron-runtime/launch-target.ts';
import { appFolder } from '../../paths.ts';
import { hasDisplay, startVirtualDisplay } from '../../system/display.ts';
import { prepareElectron } from '../../system/prepare.ts';
import { buildApp } from '../../app/build-app.ts';
import { freshUserDataFolder, launchApp, removeFolder } from '../../../e2e/launch.ts';
import type { CanvasBench, FrameTimes } from '../../../renderer/canvas/bench/frame-times.ts';

const contentSize = { width: 1600, height: 900 };
const openingLimitMs = 60_000;

export type Gesture = 'pan' | 'zoom' | 'steps' | 'watch';

export interface GestureCost {
  frames: FrameTimes;
  /** What the page's main thread ran of script, per frame. */
  scriptMs: number;
  /** Style and layout of the same, per frame. */
  layoutMs: number;
  heapMb: number;
}

/** One Electron window with the canvas, showing made-up clusters. */
export interface BenchWindow {
  /** Opens a cluster of the fixtures and waits until its canvas has come to rest. */
  show(fixture: string, changesPerSecond: number): Promise<{ machines: number; elements: number }>;
  /** Lets the clock run, and with it the status changes. */
  play(): Promise<void>;
  measure(gesture: Gesture, durationMs: number): Promise<GestureCost>;
  close(): Promise<void>;
}

/** Builds the application with its fixtures and starts it, on a virtual display where there is no other. Rejects when it does not come up. */
export async function openBenchWindow(progress: (line: string) => void): Promise<BenchWindow> {
  const runtime = await prepareElectron({ virtualDisplay: true });
  await buildApp(runtime, { mode: 'fixtures' });
  const target = await launchTarget(runtime, appFolder);
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  if (display) {
    progress(`No display: using a virtual one, ${display.name}.`);
    process.env['DISPLAY'] = display.name;
  }
  const folder = await freshUserDataFolder();
  const app = await launchApp({ executable: target.executable, args: [...target.args, ...launchFlags()] }, folder);
  await app.electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), contentSize);
  const metrics = await app.page.context().newCDPSession(app.page);
  await metrics.send('Performance.enable');
  return {
    show: (fixture, changesPerSecond) => show(app.page, fixture, changesPerSecond),
    play: async () => {
      await app.page.locator('.clock-play').click();
      await app.page.locator('.clock-play[data-running]').waitFor();
    },
    measure: (gesture, durationMs) => measure(app.page, metrics, gesture, durationMs),
    close: async () => {
      await app.electron.close();
      await removeFolder(folder);
      display?.close();
    },
  };
}

type BenchPage = typeof globalThis & { clusterwrightBench?: CanvasBench };

async function show(page: Page, fixture: string, changesPerSecond: number): Promise<{ machines: number; elements: number }> {
  const address = new URL(page.url());
  address.search = new URLSearchParams({ fixture, changes: String(changesPerSecond) }).toString();
  await page.goto(address.toString());
  await page.waitForFunction(() => (globalThis as BenchPage).clusterwrightBench?.ready() === true, undefined, { timeout: openingLimitMs });
  // The cards mount one a frame: what comes after the first picture is not part of the gesture.
  await page.waitForTimeout(2_000);
  return page.evaluate(() => {
    const bench = (globalThis as BenchPage).clusterwrightBench;
    if (!bench) throw new Error('The canvas is gone.');
    return bench.counts();
  });
}

async function measure(page: Page, metrics: CDPSession, gesture: Gesture, durationMs: number): Promise<GestureCost> {
  const before = await metricsOf(metrics);
  const frames = await page.evaluate(([name, duration]) => {
    const bench = (globalThis as BenchPage).clusterwrightBench;
    if (!bench) throw new Error('The canvas is gone.');
    return bench[name](duration);
  }, [gesture, durationMs] as const);
  const after = await metricsOf(metrics);
  const perFrameMs = (...names: string[]): number => {
    const seconds = names.reduce((sum, name) => sum + (after.get(name) ?? 0) - (before.get(name) ?? 0), 0);
    return Math.round((seconds * 10_000) / Math.max(1, frames.frames)) / 10;
  };
  return {
    frames, scriptMs: perFrameMs('ScriptDuration'), layoutMs: perFrameMs('RecalcStyleDuration', 'LayoutDuration'),
    heapMb: Math.round((after.get('JSHeapUsedSize') ?? 0) / 2 ** 20),
  };
}

async function metricsOf(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}
