export { expectGradients } from '@yoto/testkit/expect-gradients';
