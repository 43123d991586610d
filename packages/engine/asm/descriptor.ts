// A job's parameters are 32-bit words that the host writes at a descriptor's address; every job says which word is what.

@inline export function word(d: usize, index: i32): i32 { return load<i32>(d + (<usize>index << 2)); }
@inline export function address(d: usize, index: i32): usize { return <usize>load<u32>(d + (<usize>index << 2)); }
@inline export function real(d: usize, index: i32): f32 { return load<f32>(d + (<usize>index << 2)); }
