# a branch office
/ppp profile
add name=gold rate-limit=10M/20M
/ppp secret
add name=anna password=anna-s3cret profile=gold remote-address=203.0.113.10
add comment="moved away" disabled=yes name=bert password=bert-s3cret
