import { expect, type Locator, type Page } from '@playwright/test';

/** Dialogs and menus that are open, or still on their way out. */
export function floating(page: Page): Locator {
  return page.getByRole('dialog').or(page.getByRole('menu'));
}

/**
 * Closes the dialog or menu that is open, or just opening, by Escape, and waits until it is gone: until then the window behind it neither takes
 * clicks nor is found by its roles. A submenu goes with its menu.
 */
export async function dismiss(page: Page): Promise<void> {
  const open = floating(page);
  await expect(open.first()).toBeVisible();
  const before = await open.count();
  await page.keyboard.press('Escape');
  await expect.poll(() => open.count(), 'Escape closes what is open').toBeLessThan(before);
}
