import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import path from 'node:path';
import { CanvasPage, restingView } from './canvas.ts';
import { dismiss, floating } from './floating.ts';
import type { ControlPlaneApi } from './control-plane-api.ts';

/** The window as a person sees it, and the control plane behind it. */
export class EditorPage {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly api: ControlPlaneApi;
  readonly canvas: CanvasPage;
  private readonly screens: string;

  constructor(electron: ElectronApplication, page: Page, api: ControlPlaneApi, screens: string) {
    this.electron = electron;
    this.page = page;
    this.api = api;
    this.canvas = new CanvasPage(page);
    this.screens = screens;
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  get hint(): Locator {
    return this.page.getByTestId('drop-hint');
  }

  get toasts(): Locator {
    return this.page.locator('.toast');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** An empty design, from wherever the window is. */
  async newDesign(): Promise<void> {
    await this.toLibrary();
    await this.page.getByRole('button', { name: 'New design' }).click();
    await expect(this.canvas.root).toBeVisible();
    await expect(this.canvas.thing('Machine')).toHaveCount(0);
  }

  /** A design made from a sample, in the library's own words. */
  async openSample(name: RegExp): Promise<void> {
    await this.toLibrary();
    await this.page.getByRole('button', { name }).click();
    await expect(this.canvas.thing('Machine').first()).toBeVisible();
  }

  async toLibrary(): Promise<void> {
    const start = this.page.locator('.library, .editor');
    await expect(start).toBeVisible();
    if (await this.page.locator('.editor').isVisible()) {
      await this.closeDialogs();
      // Not from within a text, which keeps its keys for itself.
      await this.canvas.root.focus();
      await this.page.keyboard.press('Control+Shift+O');
    }
    await this.page.locator('.library').waitFor();
    await this.page.getByRole('navigation').getByRole('button', { name: /^(Start|Início)/ }).click();
  }

  async closeDialogs(): Promise<void> {
    while (await floating(this.page).count() > 0) await dismiss(this.page);
    // What tells of success goes by itself; what tells of failure stays until it is dismissed.
    const failures = this.page.locator('.toast[role="alert"]').getByRole('button', { name: 'Dismiss' });
    while (await failures.count() > 0) await failures.first().click();
  }

  /** Closes the dialog or menu that is open, or just opening, by Escape. Afterwards the window listens again. */
  async dismiss(): Promise<void> {
    await dismiss(this.page);
  }

  /** The context menu of something on the canvas. */
  async openMenu(target: Locator, position?: { x: number; y: number }): Promise<void> {
    await target.click({ button: 'right', ...(position && { position }) });
    await expect(this.page.getByRole('menu')).toBeVisible();
  }

  /** Adds from the palette with the keyboard, as often as wanted: the short way to a cluster to work on. */
  async addMachines(count: number, item = 'worker'): Promise<void> {
    const before = await this.canvas.thing('Machine').count();
    await this.canvas.paletteItem(item).focus();
    for (let index = 0; index < count; index += 1) await this.page.keyboard.press('Enter');
    await expect(this.canvas.thing('Machine')).toHaveCount(before + count);
  }

  /** Adds the objects of a Kubernetes YAML text. */
  async addYaml(text: string): Promise<void> {
    await this.api.ask('design.addText', { text });
  }

  /** Selects an object of any kind by its name in the command palette's search. */
  async select({ kind, name }: { kind: string; name: string }): Promise<void> {
    // With something selected the palette offers to connect it as well.
    await this.canvas.root.focus();
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+K');
    const search = this.dialog.getByRole('combobox');
    await search.fill(`${name} ${kind}`);
    const first = this.dialog.getByRole('option').first();
    await expect(first).toContainText(name);
    await expect(first).toContainText(kind);
    await this.page.keyboard.press('Enter');
    await expect(search).toHaveCount(0);
    await expect(this.inspector.locator(`[data-kind="${kind}"][data-name="${name}"]`)).toBeVisible();
    await this.openTab('Overview');
  }

  async runUntilQuiet(): Promise<void> {
    await this.page.getByRole('button', { name: 'Run until quiet' }).click();
    await expect(this.page.getByRole('button', { name: 'Quiet', exact: true })).toBeVisible({ timeout: 30_000 });
    // Pods that were bound last are still on their way to their machines, and the view glides when the cluster has grown.
    await expect(this.page.locator('[data-travelling]')).toHaveCount(0);
    await restingView(this.page);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async undo(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  }

  async redo(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Redo' }).click();
  }

  async openTab(name: 'Overview' | 'YAML' | 'Events' | 'Why?'): Promise<void> {
    await this.inspector.getByRole('tab', { name: name === 'Events' ? /^Events/ : name === 'YAML' ? /^YAML/ : name }).click();
  }

  /** Runs a command by its name in the command palette. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    const search = this.dialog.getByRole('combobox');
    await search.fill(name);
    await expect(this.page.getByRole('option').first()).toContainText(name);
    await this.page.keyboard.press('Enter');
    await expect(search).toHaveCount(0);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height });
    await expect.poll(() => this.page.evaluate(() => [innerWidth, innerHeight].map(Math.round))).toEqual([width, height]);
  }

  /** Until menus, dialogs and changes of colour have come to rest. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity));
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(this.screens, `${name}.png`) });
  }
}
