import { builder } from '../builder.ts';
import { PaynetErrorInterface } from '../shared/errors.ts';
import { Failure } from '../shared/failures.ts';

/** One answer for a wrong password, an unknown user and a closed account, so that nobody learns which it was. */
export class LoginRefused extends Failure {
  constructor(options?: ErrorOptions) {
    super('LOGIN_REFUSED', 'WITH_CORRECTED_INPUT', options);
  }
}

builder.objectType(LoginRefused, {
  name: 'PaynetLoginRefused',
  description:
    'Signing in was refused: agent, user name or password is wrong, or the company, the agent or the user is blocked. Deliberately not said which.',
  interfaces: [PaynetErrorInterface],
});
