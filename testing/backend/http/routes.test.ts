import type { IncomingMessage } from 'node:http';
import { expect, test, vi } from 'vitest';
import { Context, type NodeObjects } from './context.ts';
import { Received } from './received.ts';
import { Refused, Routes } from './routes.ts';

const routes = new Routes()
  .get('/things/new', (context) => context.json('the form'))
  .get('/things/:id', (context) => context.json(context.req.param('id')))
  .post('/things', (context) => context.json([context.req.query(), context.req.form(), context.req.json()]))
  .delete('/things/:id', () => {
    throw new Refused(Response.json('refused', { status: 403 }));
  })
  .post('/broken', () => {
    throw new Error('broken');
  });

async function answer(method: string, url: string, body = '') {
  const incoming = { method, url, headers: { host: 'a' } } as IncomingMessage;
  const context = new Context(new Received(incoming, Buffer.from(body)), {} as NodeObjects);
  const response = await routes.answer(context);
  return response && [response.status, await response.text()];
}

test('the first route that fits answers, with its part of the path decoded where it can be', async () => {
  expect([
    await answer('GET', '/things/new'),
    await answer('GET', '/things/a%2Fb%20c?x=1'),
    await answer('GET', '/things/%zz'),
    await answer('HEAD', '/things/1'),
    await answer('GET', '/things/1/2'),
    await answer('PUT', '/things/1'),
    await answer('GET', '/things/'),
  ]).toEqual([[200, '"the form"'], [200, '"a/b c"'], [200, '"%zz"'], [200, '"1"'], null, null, null]);
});

test('a query and a form are read by their first values, a body that is no JSON as none', async () => {
  expect(await answer('POST', '/things?a=1&a=2&b=%20', 'c=3&c=4')).toEqual([
    200,
    JSON.stringify([{ b: ' ', a: '1' }, { c: '3' }, null]),
  ]);
});

test('a refusal ends the handler with its response, anything else thrown with 500', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  expect([await answer('DELETE', '/things/1'), await answer('POST', '/broken')]).toEqual([
    [403, '"refused"'],
    [500, 'Internal Server Error'],
  ]);
  expect(error).toHaveBeenCalledOnce();
});
