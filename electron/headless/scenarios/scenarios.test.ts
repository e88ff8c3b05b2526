import { expect, test } from 'vitest';
import { recordScenario } from './record.ts';
import { readScenario, scenarioNames } from './scenario.ts';

test.each(scenarioNames())('%s goes as recorded (npm run scenarios -- --update rewrites it, for review)', (name) => {
  const scenario = readScenario(name);
  expect(recordScenario(scenario)).toBe(scenario.recorded);
});
