import path from 'node:path';

/**
 * Files named on a command line, absolute: what the system passes when a person opens a `.cluster` file with the application. Switches,
 * the program itself and the folder of a development run are left out.
 * @param workingFolder what relative paths are relative to
 */
export function filesOnCommandLine(commandLine: readonly string[], workingFolder: string): string[] {
  return commandLine.slice(1)
    .filter((argument) => !argument.startsWith('-') && /\.(cluster|ya?ml|json)$/i.test(argument))
    .map((file) => path.resolve(workingFolder, file));
}
