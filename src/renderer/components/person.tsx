import {
  Avatar,
  type AvatarProps,
  makeStyles,
  mergeClasses,
  type PresenceBadgeStatus,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { Availability, Presence } from '../../shared/model/presence.ts';
import { presenceWords, strangerWords } from '../locales/presence.ts';
import { usePhoto } from './photos.ts';

const badges: Record<Availability, PresenceBadgeStatus> = {
  available: 'available',
  'available-idle': 'away',
  busy: 'busy',
  'busy-idle': 'busy',
  'do-not-disturb': 'do-not-disturb',
  'be-right-back': 'away',
  away: 'away',
  offline: 'offline',
  unknown: 'unknown',
};

/** Fluent's badge for an availability. */
export function badgeFor(availability: Availability | undefined): PresenceBadgeStatus {
  return availability ? badges[availability] : 'unknown';
}

/** Somebody's picture with the presence badge. Both are silent: the words stand beside them. */
export function PersonAvatar(props: {
  readonly name: string;
  readonly availability?: Availability | undefined;
  readonly size: NonNullable<AvatarProps['size']>;
  /** Shows the picture of this person where there is one. */
  readonly photoOf?: string | undefined;
}) {
  const photo = usePhoto(props.photoOf);
  return (
    <Avatar
      aria-hidden
      name={props.name}
      {...(photo ? { image: { src: photo, alt: '' } } : {})}
      size={props.size}
      color="colorful"
      {...(props.availability ? { badge: { status: badgeFor(props.availability) } } : {})}
    />
  );
}

const useStyles = makeStyles({
  words: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

/** What somebody is doing, in words: state or activity, then the note. */
export function PresenceText(props: {
  readonly presence: Presence | undefined;
  /** Not on the contact list, so that nobody was asked. */
  readonly isStranger?: boolean;
  readonly className?: string;
}) {
  const styles = useStyles();
  const { presence } = props;
  return (
    <Text className={mergeClasses(styles.words, props.className)}>
      {!presence && props.isStranger ? strangerWords : presenceWords(presence)}
      {presence?.note ? ` · ${presence.note.text}` : ''}
    </Text>
  );
}
