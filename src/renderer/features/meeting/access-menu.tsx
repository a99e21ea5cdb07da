import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { MeetingAccess, MeetingState } from '../../../shared/model/meeting.ts';
import { reasonAgainstAccess } from '../../../shared/model/scheduling.ts';
import { controlTexts as texts } from '../../locales/meeting-people.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { whyNotChange } from './may-run.ts';
import { useRefusal } from './use-refusal.ts';

const choices: readonly MeetingAccess[] = ['organizer', 'invited', 'company', 'everyone'];

/** Who gets in without being let in. The company's rules bind its own organizer. */
export function AccessMenu(props: { readonly meeting: MeetingState }) {
  const { client } = useServices();
  const run = useRun();
  const { meeting } = props;
  const { access, phonesBypassLobby } = meeting;
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const refusal = useRefusal();
  const isForbidden = (choice: MeetingAccess) =>
    meeting.ownRole === 'organizer' && reasonAgainstAccess({ provisioning }, choice) !== undefined;

  function choose(next: MeetingAccess, phones: boolean | undefined): void {
    const bypass = phones === undefined ? {} : { phonesBypassLobby: phones };
    run(client.request('meeting.setAccess', { access: next, ...bypass }));
  }

  return (
    <Menu hasCheckmarks checkedValues={{ access: access ? [access] : [], phones: phonesBypassLobby ? ['phones'] : [] }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem {...refusal(whyNotChange(meeting, access))}>{texts.access}</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map((choice) => (
            <MenuItemRadio
              key={choice}
              name="access"
              value={choice}
              {...refusal(isForbidden(choice) ? 'no-guests' : undefined)}
              onClick={() => choose(choice, undefined)}
            >
              {texts.accessChoices[choice]}
            </MenuItemRadio>
          ))}
          {access && phonesBypassLobby !== undefined && (
            <>
              <MenuDivider />
              <MenuItemCheckbox name="phones" value="phones" onClick={() => choose(access, !phonesBypassLobby)}>
                {texts.phones}
              </MenuItemCheckbox>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
