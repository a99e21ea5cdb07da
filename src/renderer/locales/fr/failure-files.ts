/** The words of what can go wrong with a file between two people. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { SentenceAndNext } from '../failure-text.ts';

const otherWay = 'Partagez-le autrement.';

/** Sentence and advice, by the code and by what main found out. */
export function fileWords({ code, data }: Failure): SentenceAndNext {
  const name = data?.name ? `Le fichier « ${data.name} »` : 'Le fichier';
  switch (code) {
    case 'FILE_FORBIDDEN':
      return forbidden(data?.reason);
    case 'FILE_TOO_LARGE':
      return [
        `${name} est trop volumineux : ${data?.limit ?? '2 Go'} au maximum peuvent être envoyés ainsi.`,
        otherWay,
      ];
    case 'FILE_UNREADABLE':
      return [
        `${name} n’a pas pu être lu sur cet ordinateur.`,
        'Vérifiez qu’il existe toujours et que vous avez le droit de le lire.',
      ];
    case 'FILE_GONE':
      return ['Ce fichier n’est plus proposé.', 'Demandez qu’on vous l’envoie de nouveau.'];
    case 'FILE_UNREACHABLE':
      return [
        'Les deux ordinateurs n’ont pas pu se joindre directement.',
        'Cette façon d’envoyer des fichiers ne fonctionne qu’à l’intérieur d’un même réseau. Partagez le fichier autrement.',
      ];
    default:
      return [`${name} n’est pas arrivé en entier. Rien n’en a été conservé.`, 'Envoyez-le de nouveau.'];
  }
}

function forbidden(reason: string | undefined): SentenceAndNext {
  switch (reason) {
    case 'peer':
      return ['Le programme de votre correspondant n’accepte pas de fichiers par ce moyen.', otherWay];
    case 'many':
      return [
        'Trop de fichiers sont proposés dans cette conversation.',
        'Attendez que certains transferts soient terminés.',
      ];
    default:
      return ['Votre entreprise n’autorise pas l’envoi de fichiers.', otherWay];
  }
}
