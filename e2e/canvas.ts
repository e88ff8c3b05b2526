import type { Locator, Page } from '@playwright/test';

/** What a person finds on the canvas, and the drags that a person makes with a mouse. */
export class CanvasPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get root(): Locator {
    return this.page.locator('.canvas');
  }

  thing(kind: string, name?: string): Locator {
    return this.root.locator(name === undefined ? `[data-kind="${kind}"]` : `[data-kind="${kind}"][data-name="${name}"]`);
  }

  machine(name: string): Locator {
    return this.thing('Machine', name);
  }

  card(kind: string, name: string): Locator {
    return this.thing(kind, name);
  }

  podsOn(machine: string, state?: string): Locator {
    return this.machine(machine).locator(state === undefined ? '[data-kind="Pod"]' : `[data-kind="Pod"][data-state="${state}"]`);
  }

  paletteItem(id: string): Locator {
    return this.page.locator(`[data-palette-item="${id}"]`);
  }

  /** Drags a palette item to a point, or to the middle of something on the canvas. `look` runs before the button is let go. */
  async dragFromPalette(id: string, to: Locator | { x: number; y: number }, look?: () => Promise<void>): Promise<void> {
    await this.paletteItem(id).scrollIntoViewIfNeeded();
    await this.drag(await centre(this.paletteItem(id)), to, look);
  }

  async drag(from: Locator | { x: number; y: number }, to: Locator | { x: number; y: number }, look?: () => Promise<void>): Promise<void> {
    const { mouse } = this.page;
    const start = 'boundingBox' in from ? await steadyCentre(from) : from;
    const end = 'boundingBox' in to ? await steadyCentre(to) : to;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x + 8, start.y + 4, { steps: 2 });
    await mouse.move(end.x, end.y, { steps: 12 });
    await this.page.waitForTimeout(60);
    await look?.();
    await mouse.up();
  }

  /** A point of the cluster's frame by fractions of its size, once the view is at rest. */
  async point(x: number, y: number): Promise<{ x: number; y: number }> {
    await restingView(this.page);
    const box = await this.thing('Cluster').boundingBox();
    if (!box) throw new Error('The cluster is not shown.');
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }
}

/** Until the view has come to rest: it glides when the cluster grows, when something out of it is selected and when the panels take room of it. */
export async function restingView(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A glide that was just asked for moves the view with the next frame.
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    do {
      await frame();
      await frame();
    } while (document.querySelector('.canvas [data-moving]'));
  });
}

/** The middle of something that may still be on its way to its place, with the view or by itself. */
export async function steadyCentre(target: Locator): Promise<{ x: number; y: number }> {
  let before = await centre(target);
  for (;;) {
    await restingView(target.page());
    await target.page().waitForTimeout(60);
    const now = await centre(target);
    if (now.x === before.x && now.y === before.y) return now;
    before = now;
  }
}

export async function centre(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`Nothing to point at: ${String(target)}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Simulated seconds on the clock of the window. */
export async function simulatedSeconds(page: Page): Promise<number> {
  const text = (await page.locator('[data-time]').first().getAttribute('data-time')) ?? '';
  return text.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}
