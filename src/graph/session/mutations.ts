import * as z from 'zod';
import { callerId } from '../../access/caller.ts';
import { mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import { PaynetError, PaynetRefused } from '../../paynet/errors.ts';
import { builder } from '../builder.ts';
import { audited } from '../shared/audited.ts';
import {
  Forbidden,
  InvalidInput,
  permitted,
  RateLimited,
  RefusedByPaynet,
  toFailure,
  Unauthenticated,
  Unavailable,
  withinLimits,
} from '../shared/failures.ts';
import { line, parseInput, password, requiredLine } from '../shared/input.ts';
import { LoginRefused } from './errors.ts';
import {
  AutologinSuccessType,
  agentSessionOf,
  type LoginSuccess,
  LoginSuccessType,
  LogoutSuccessType,
} from './types.ts';

const LoginInput = builder.inputType('LoginInput', {
  description: 'What Paynet needs to sign somebody in. Source: https://doc.paynet.com.tr/servisler/bayi/login',
  fields: (t) => ({
    userName: t.string({ required: true, description: 'The login name. Paynet: `user_name`.' }),
    password: t.string({
      required: true,
      description: 'The password. Passed on to Paynet and kept nowhere. Paynet: `password`.',
    }),
    agentId: t.id({ required: true, description: 'The agent (bayi) the person belongs to. Paynet: `agent_id`.' }),
    deviceId: t.string({
      description:
        'Id of the device. Paynet’s table requires one and its sample leaves it out; without one, one is made from agent and user. Paynet: `pushtoken_id`.',
    }),
    companyCode: t.string({ description: 'Code of the main company. Paynet: `company_code`.' }),
    osType: t.string({ description: 'Operating system of the device; no values are documented. Paynet: `os_type`.' }),
    deviceType: t.string({ description: 'Model of the device. Paynet: `device_type`.' }),
  }),
});

const loginInput = z.compile(
  z.object({
    userName: requiredLine,
    password,
    agentId: requiredLine,
    deviceId: line(),
    companyCode: line(),
    osType: line(),
    deviceType: line(),
  }),
);

/** Paynet documents no code for a wrong password, so every refusal of a person or an account counts as one. */
const REFUSES_THE_PERSON: ReadonlySet<number> = new Set([1, 2, 3, 4, 6, 7, 12]);

builder.mutationField('login', (t) =>
  t.field({
    type: LoginSuccessType,
    nullable: false,
    description:
      'Signs a person in at Paynet. The only mutation that needs no session. Answers with a token and sets the session cookie. Never repeated by itself: Paynet may count wrong passwords. Refused logins are counted here too; after too many nothing is sent.',
    errors: {
      types: [InvalidInput, LoginRefused, RateLimited, RefusedByPaynet, Unavailable],
      union: { description: 'What `login` came to.' },
    },
    args: { input: t.arg({ type: LoginInput, required: true, description: 'Who wants to sign in.' }) },
    resolve(_root, args, context) {
      const input = parseInput(loginInput, args.input);
      return audited(context, { action: 'login', user: input }, () => login(input, context));
    },
  }),
);

async function login(input: z.output<typeof loginInput>, context: RequestContext): Promise<LoginSuccess> {
  const { paynet, sessions, setSessionCookie, limits, source } = context;
  const { agentId, userName } = input;
  const attempt = withinLimits(await limits.signIn.begin({ agentId, userName, source }));
  try {
    const login = await paynet.agent.login(input).catch(async (error: unknown) => {
      // Any refusal is one more guess, whatever its code: none is documented for a wrong password.
      if (!(error instanceof PaynetRefused)) await attempt.cameToNothing();
      else if (REFUSES_THE_PERSON.has(error.returnCode)) throw new LoginRefused({ cause: error });
      throw error instanceof PaynetError ? toFailure(error) : error;
    });
    const opened = sessions.open(login);
    if (opened === 'shut-out') throw new LoginRefused();
    const noted = attempt.succeeded();
    if (noted instanceof Promise) await noted;
    if (opened === 'already-over') throw new Unavailable('UPSTREAM_SESSION_OVER');
    setSessionCookie({ token: opened.token, expiresAt: opened.session.expiresAt });
    return { token: opened.token, session: agentSessionOf(opened.session) };
  } finally {
    attempt.end();
  }
}

builder.mutationField('logout', (t) =>
  t.field({
    type: LogoutSuccessType,
    nullable: false,
    description:
      'Ends the caller’s session here, and removes the cookie in any case. Paynet’s own session key runs out by itself.',
    errors: { types: [Unauthenticated, Unavailable], union: { description: 'What `logout` came to.' } },
    async resolve(_root, _args, context) {
      const { caller, sessions, setSessionCookie } = context;
      setSessionCookie('clear');
      if (caller.kind !== 'agent-user') {
        throw new Unauthenticated(
          caller.kind === 'anonymous' && caller.because === 'expired' ? 'SESSION_EXPIRED' : 'UNAUTHENTICATED',
        );
      }
      return audited(context, { action: 'logout' }, async () => {
        if (!(await sessions.close(caller.session))) throw new Unavailable('STORE_UNAVAILABLE');
        return { userId: caller.session.login.user.id };
      });
    },
  }),
);

const AutologinInput = builder.inputType('AutologinInput', {
  description: 'Whose portal to open. Source: https://doc.paynet.com.tr/english/agent/auto-login',
  fields: (t) => ({
    userName: t.string({ required: true, description: 'The login name of the portal user. Paynet: `user_name`.' }),
    agentId: t.id({ required: true, description: 'The agent (bayi) the user belongs to. Paynet: `agent_id`.' }),
  }),
});

const autologinInput = z.object({ userName: requiredLine, agentId: requiredLine });

builder.mutationField('autologin', (t) =>
  t.field({
    type: AutologinSuccessType,
    nullable: false,
    description:
      'Makes a one-click address into Paynet’s portal. People may open only their own account, whatever their rights; a service needs the scope `agent:autologin`.',
    errors: {
      types: [InvalidInput, Unauthenticated, Forbidden, RateLimited, RefusedByPaynet, Unavailable],
      union: { description: 'What `autologin` came to.' },
    },
    args: { input: t.arg({ type: AutologinInput, required: true, description: 'Whose portal to open.' }) },
    resolve(_root, args, context) {
      const { caller, paynet, limits } = context;
      permitted(mayDo('autologin', caller));
      const input = parseInput(autologinInput, args.input);
      return audited(context, { action: 'autologin', user: input }, async () => {
        const whose = callerId(permitted(mayDo('autologin', caller, input)));
        withinLimits(await limits.autologin.take(whose, input)).use();
        return paynet.agent.autologin(input).catch((error: unknown) => {
          throw error instanceof PaynetError ? toFailure(error) : error;
        });
      });
    },
  }),
);
