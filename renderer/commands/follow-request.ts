import { Route } from 'lucide-react';
import { isAboutRequests, questionAbout } from '../follow/question-about.ts';
import { useQuestion } from '../follow/question.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandArgs, type CommandContext } from './command.ts';

const isOnSelection = ({ selection: [first], ui: { selection } }: CommandContext): boolean => selection.length === 1 && first !== undefined && isAboutRequests(first);

async function follow(context: CommandContext, args?: CommandArgs): Promise<void> {
  const [first] = context.selection;
  if (first && isOnSelection(context)) useQuestion.setState(await questionAbout(first, context.mirror, useQuestion.getState()));
  useQuestion.setState({ failing: args?.failing ?? false });
  ui.showRequest();
}

/** Opens the panel in which one request is followed hop by hop; about the selected object when it says something about requests, else about the last one. */
export const followRequest: Command = {
  id: 'followRequest', title: 'commands:followRequest', icon: Route, group: 'view', menus: ['palette', 'app'], isEnabled: inEditor, run: follow,
};

/** The same in the menu of an object. */
export const followRequestOfSelection: Command = {
  id: 'followRequestOfSelection', title: 'commands:followRequest', icon: Route, group: 'object', menus: ['context'],
  isVisible: isOnSelection, isEnabled: (context) => inEditor(context) && isOnSelection(context), run: follow,
};
